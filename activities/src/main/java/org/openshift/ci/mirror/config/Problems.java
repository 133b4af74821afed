package org.openshift.ci.mirror.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.yaml.snakeyaml.nodes.Node;

/** Collects what is wrong in one file. */
public final class Problems {

  /** What a reader can take in; a file in which everything is wrong has one cause. */
  private static final int MOST = 1000;

  private static final int LONGEST = 600;

  private final String file;
  private final List<ConfigProblem> found = new ArrayList<>();
  private int count;

  public Problems(String file) {
    this.file = file;
  }

  /** Notes what is wrong with a node. */
  public void add(Node at, String what) {
    add(lineOf(at), what);
  }

  /** Notes what is wrong at a line, from 1; 0 for the whole file. */
  public void add(int line, String what) {
    count++;
    if (found.size() < MOST) {
      found.add(problem(line, what));
    }
  }

  /** How many were noted up to here: to see whether something added to them. */
  int count() {
    return count;
  }

  /** All of them, in the order of lines. */
  public List<ConfigProblem> all() {
    return merged(List.of());
  }

  /** All of these and of the others, in the order of lines. */
  List<ConfigProblem> merged(List<ConfigProblem> others) {
    List<ConfigProblem> all = new ArrayList<>(found);
    all.addAll(others);
    all.sort(Comparator.comparingInt(ConfigProblem::line));
    if (count > found.size()) {
      all.add(problem(0, "there are %d more problems".formatted(count - found.size())));
    }
    return all;
  }

  /** A single problem of this file. */
  public ConfigProblem problem(int line, String what) {
    String oneLine = what.replaceAll("\\p{Cntrl}", "?");
    return new ConfigProblem(
        file, line, oneLine.length() > LONGEST ? oneLine.substring(0, LONGEST) + "…" : oneLine);
  }

  static int lineOf(Node node) {
    return node.getStartMark().getLine() + 1;
  }
}

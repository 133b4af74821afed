package org.openshift.ci.mirror.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.openshift.ci.mirror.yaml.YamlValue;

/** Collects everything that is wrong in one file. */
public final class Problems {

  /** Problems that are listed; the rest is counted. So many usually have one cause. */
  private static final int MOST = 1000;

  /** Characters of a problem. */
  private static final int LONGEST = 600;

  private final String file;
  private final List<ConfigProblem> found = new ArrayList<>();
  private int count;

  /**
   * @param file the file's name in messages
   */
  public Problems(String file) {
    this.file = file;
  }

  /** Adds a problem with a value. */
  public void add(YamlValue at, String what) {
    add(at.line(), what);
  }

  /** Adds a problem at a line, from 1; 0 for the whole file. */
  public void add(int line, String what) {
    count++;
    if (found.size() < MOST) {
      found.add(problem(line, what));
    }
  }

  /** The number of problems so far: comparing two shows whether a step between them added any. */
  public int count() {
    return count;
  }

  /** All problems in the order of lines. */
  public List<ConfigProblem> all() {
    return merged(List.of());
  }

  /** All problems, and these others, in the order of lines. */
  List<ConfigProblem> merged(List<ConfigProblem> others) {
    List<ConfigProblem> all = new ArrayList<>(found);
    all.addAll(others);
    all.sort(Comparator.comparingInt(ConfigProblem::line));
    if (count > found.size()) {
      all.add(problem(0, "there are %d more problems".formatted(count - found.size())));
    }
    return all;
  }

  /** A problem with this file, without adding it. */
  public ConfigProblem problem(int line, String what) {
    String oneLine = what.replaceAll("\\p{Cntrl}", "?");
    return new ConfigProblem(
        file, line, oneLine.length() > LONGEST ? oneLine.substring(0, LONGEST) + "…" : oneLine);
  }
}

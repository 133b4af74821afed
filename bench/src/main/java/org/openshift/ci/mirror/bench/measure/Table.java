package org.openshift.ci.mirror.bench.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A table of text. The first column is aligned to the left, all others to the right.
 *
 * @param title the line above the table
 * @param headers the header of each column
 * @param rows rows with one cell for each header
 * @param notes the lines below the table
 */
public record Table(
    String title, List<String> headers, List<List<String>> rows, List<String> notes) {

  public Table {
    headers = List.copyOf(headers);
    rows = rows.stream().map(List::copyOf).toList();
    notes = List.copyOf(notes);
    for (List<String> row : rows) {
      if (row.size() != headers.size()) {
        throw new IllegalArgumentException(
            "the row %s does not fit the headers %s".formatted(row, headers));
      }
    }
  }

  /** The table for a terminal. */
  public String plain() {
    List<String> lines = new ArrayList<>();
    lines.add(title);
    lines.add(plainRow(headers));
    rows.forEach(row -> lines.add(plainRow(row)));
    notes.forEach(note -> lines.add("  " + note));
    return String.join("\n", lines) + "\n";
  }

  /** The table in Markdown. */
  public String markdown() {
    List<String> lines = new ArrayList<>();
    lines.add("**" + title + "**");
    lines.add("");
    lines.add(markdownRow(headers));
    lines.add(
        IntStream.range(0, headers.size())
            .mapToObj(column -> column == 0 ? "---" : "---:")
            .collect(Collectors.joining(" | ", "| ", " |")));
    rows.forEach(row -> lines.add(markdownRow(row)));
    if (!notes.isEmpty()) {
      lines.add("");
      lines.add(String.join("; ", notes) + ".");
    }
    return String.join("\n", lines) + "\n";
  }

  private String plainRow(List<String> cells) {
    return IntStream.range(0, cells.size())
        .mapToObj(column -> pad(cells.get(column), width(column), column == 0))
        .collect(Collectors.joining("  ", "  ", ""))
        .stripTrailing();
  }

  private static String markdownRow(List<String> cells) {
    return cells.stream()
        .map(cell -> cell.replace("|", "\\|"))
        .collect(Collectors.joining(" | ", "| ", " |"));
  }

  private int width(int column) {
    int widest = headers.get(column).length();
    for (List<String> row : rows) {
      widest = Math.max(widest, row.get(column).length());
    }
    return widest;
  }

  private static String pad(String text, int width, boolean left) {
    String spaces = " ".repeat(width - text.length());
    return left ? text + spaces : spaces + text;
  }
}

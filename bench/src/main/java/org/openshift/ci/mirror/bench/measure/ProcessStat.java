package org.openshift.ci.mirror.bench.measure;

/** Parses {@code /proc/<pid>/stat}; its fields are described in proc_pid_stat(5). */
final class ProcessStat {

  /** USER_HZ, the unit of the times; 100 on every architecture that Java runs on. */
  private static final double TICKS_PER_SECOND = 100;

  /**
   * Fields 16 and 17 of the manual page, as indexes from the third field, which follows the name.
   */
  private static final int CHILDREN_USER_TIME = 13;

  private static final int CHILDREN_SYSTEM_TIME = 14;

  private ProcessStat() {}

  /** Seconds of processor time of all children that have ended and were waited for. */
  static double parse(String stat) {
    // The second field is the program's name in parentheses, which may contain spaces.
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    long ticks =
        Long.parseLong(fields[CHILDREN_USER_TIME]) + Long.parseLong(fields[CHILDREN_SYSTEM_TIME]);
    return ticks / TICKS_PER_SECOND;
  }
}

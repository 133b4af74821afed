package org.openshift.ci.mirror.bench.measure;

/** Reads {@code /proc/<pid>/stat}; proc_pid_stat(5) has the fields. */
final class ProcessStat {

  /** USER_HZ, the unit of the fields; 100 on every architecture that Java runs on. */
  private static final double TICKS_PER_SECOND = 100;

  /** Fields 16 and 17 of the manual page, counted from the third, which follows the name. */
  private static final int CHILDREN_USER_TIME = 13;

  private static final int CHILDREN_SYSTEM_TIME = 14;

  private ProcessStat() {}

  /** Seconds of processor time of the ended and awaited children. */
  static double parse(String stat) {
    // The second field is the program's name in parentheses, and may hold spaces.
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    long ticks =
        Long.parseLong(fields[CHILDREN_USER_TIME]) + Long.parseLong(fields[CHILDREN_SYSTEM_TIME]);
    return ticks / TICKS_PER_SECOND;
  }
}

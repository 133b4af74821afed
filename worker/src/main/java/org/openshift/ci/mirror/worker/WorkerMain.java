package org.openshift.ci.mirror.worker;

/** Entry point of the worker. */
public final class WorkerMain {

  private WorkerMain() {}

  /** Runs the command line and ends the process with its exit status. */
  public static void main(String[] arguments) {
    System.exit(WorkerCommand.execute(System.out, System.err, arguments));
  }
}

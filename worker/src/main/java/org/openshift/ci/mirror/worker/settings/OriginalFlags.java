package org.openshift.ci.mirror.worker.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Translates command lines of the original tool: removes the prefix of its flags, and removes flags
 * that have no meaning here.
 */
final class OriginalFlags {

  private static final String PREFIX = "--quayIOCIImagesDistributorOptions.";
  private static final String SUFFIX = "--leader-election-suffix";
  private static final String DRY_RUN = "--dry-run";

  private OriginalFlags() {}

  /**
   * A command line without the flags that only the original tool needs.
   *
   * @param arguments the remaining arguments
   * @param notNeeded the names of the removed flags
   */
  record Translated(List<String> arguments, List<String> notNeeded) {}

  static Translated translate(String... original) {
    List<String> arguments = new ArrayList<>();
    List<String> notNeeded = new ArrayList<>();
    for (int i = 0; i < original.length; i++) {
      String argument = original[i];
      if (isNotNeeded(argument)) {
        notNeeded.add(nameOf(argument));
        boolean hasOwnValue = argument.indexOf('=') >= 0;
        if (!hasOwnValue && i + 1 < original.length && !original[i + 1].startsWith("-")) {
          i++;
        }
      } else if (argument.startsWith(PREFIX)) {
        arguments.add("--" + argument.substring(PREFIX.length()));
      } else {
        arguments.add(argument);
      }
    }
    return new Translated(arguments, notNeeded);
  }

  /**
   * Why a command line is refused, as the original tool refuses it: a suffix means a second run
   * beside the real one, which must not push.
   */
  static Optional<String> refusal(String... arguments) {
    boolean suffix = false;
    boolean dryRun = false;
    for (int i = 0; i < arguments.length; i++) {
      String next = i + 1 < arguments.length ? arguments[i + 1] : "";
      String name = nameOf(arguments[i]);
      if (name.equals(SUFFIX)) {
        suffix = !valueOf(arguments[i], next).isEmpty();
      } else if (name.equals(DRY_RUN)) {
        dryRun = !valueOf(arguments[i], next).equalsIgnoreCase("false");
      }
    }
    return suffix && !dryRun
        ? Optional.of(SUFFIX + " is for runs beside the real one, so it needs " + DRY_RUN)
        : Optional.empty();
  }

  private static String valueOf(String argument, String next) {
    int equals = argument.indexOf('=');
    return equals < 0 ? next : argument.substring(equals + 1);
  }

  private static boolean isNotNeeded(String argument) {
    String name = nameOf(argument);
    return name.equals("--enable-controller") || name.startsWith("--leader-election-");
  }

  private static String nameOf(String argument) {
    int equals = argument.indexOf('=');
    return equals < 0 ? argument : argument.substring(0, equals);
  }
}

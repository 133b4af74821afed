package org.openshift.ci.mirror.worker.settings;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Parses request rates: {@code host=N}. */
final class RequestRates {

  private RequestRates() {}

  /**
   * Parses the values of a flag to rates by host in lower case; the last rate of a host counts.
   *
   * @throws SettingsException if a value is invalid, with the flag and the expected format
   */
  static Map<String, Double> parse(String flag, List<String> values) {
    Map<String, Double> rates = new TreeMap<>();
    for (String value : values) {
      int equals = value.lastIndexOf('=');
      if (equals < 0) {
        throw new SettingsException(
            flag + ": '" + value + "' is not HOST=N, such as quay.io=20 or 127.0.0.1:5000=0.5");
      }
      String host = value.substring(0, equals);
      SettingsCheck.host(flag, host);
      rates.put(host.toLowerCase(Locale.ROOT), rate(flag, value, value.substring(equals + 1)));
    }
    return rates;
  }

  private static double rate(String flag, String value, String number) {
    // The pattern is needed because Double.parseDouble accepts NaN, Infinity, hexadecimals and 1d.
    if (!number.matches("\\d{1,9}(\\.\\d{1,9})?") || Double.parseDouble(number) <= 0) {
      throw new SettingsException(
          "%s: '%s' has no valid rate: expected a number above 0 after '%s='"
              .formatted(flag, value, value.substring(0, value.lastIndexOf('='))));
    }
    return Double.parseDouble(number);
  }
}

package org.openshift.ci.mirror.worker.settings;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Reads the values of a flag that gives request rates: {@code host=N}. */
final class RequestRates {

  private RequestRates() {}

  /**
   * Rates by host in lower case; of several for one host the last counts.
   *
   * @throws SettingsException naming the flag, the value and what is expected
   */
  static Map<String, Double> parse(String flag, List<String> values) {
    Map<String, Double> rates = new TreeMap<>();
    for (String value : values) {
      int equals = value.lastIndexOf('=');
      if (equals < 0) {
        throw new SettingsException(
            flag + ": '" + value + "' is not HOST=N, as quay.io=20 or 127.0.0.1:5000=0.5");
      }
      String host = value.substring(0, equals);
      SettingsCheck.host(flag, host);
      rates.put(host.toLowerCase(Locale.ROOT), rate(flag, value, value.substring(equals + 1)));
    }
    return rates;
  }

  private static double rate(String flag, String value, String number) {
    // Spelled out, as Double.parseDouble takes NaN, Infinity, hexadecimals and 1d as well.
    if (!number.matches("\\d{1,9}(\\.\\d{1,9})?") || Double.parseDouble(number) <= 0) {
      throw new SettingsException(
          "%s: '%s' gives no rate: expected a number of requests above 0 after '%s='"
              .formatted(flag, value, value.substring(0, value.lastIndexOf('='))));
    }
    return Double.parseDouble(number);
  }
}

package org.openshift.ci.mirror.bench.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class StatisticsTest {

  @Test
  void medianIsTheMiddleOrTheMeanOfTheTwoInTheMiddle() {
    assertEquals(OptionalDouble.empty(), Statistics.median(List.of()));
    assertEquals(OptionalDouble.of(7), Statistics.median(List.of(7.0)));
    assertEquals(OptionalDouble.of(2), Statistics.median(List.of(100.0, 1.0, 2.0)));
    assertEquals(OptionalDouble.of(2.5), Statistics.median(List.of(3.0, 100.0, 1.0, 2.0)));
  }

  @Test
  void figuresHaveAboutThreeSignificantDigits() {
    assertEquals("0.123", Figures.number(0.12345));
    assertEquals("1.23", Figures.number(1.2345));
    assertEquals("12.3", Figures.number(12.345));
    assertEquals("1,234", Figures.number(1234.4));
    assertEquals("-", Figures.number(OptionalDouble.empty()));
    assertEquals("-", Figures.smallest(List.of()));
    assertEquals("3.00", Figures.largest(List.of(1.0, 3.0, 2.0)));
  }
}

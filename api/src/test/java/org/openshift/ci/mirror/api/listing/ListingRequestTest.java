package org.openshift.ci.mirror.api.listing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openshift.ci.mirror.api.problem.ApiProblem;

class ListingRequestTest {

  @Test
  void countsAllTasksByDefault() {
    assertEquals(
        new ListingRequest(false, 1, TaskQuery.openTasks(), ""), ListingRequest.of(Map.of()));
  }

  @Test
  void showsOneEntryByDefault() {
    assertEquals(
        new ListingRequest(true, 1, TaskQuery.openTasks(), ""),
        ListingRequest.of(Map.of("action", values("show"))));
  }

  @ParameterizedTest
  @EnumSource(TaskOrder.class)
  void acceptsEveryOrder(TaskOrder order) {
    assertEquals(order, sorted(order.wireName()).order());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "OLDEST", "created_at", "-created_at"})
  void refusesAnUnknownOrder(String name) {
    ApiProblem problem = assertThrows(ApiProblem.class, () -> sorted(name));
    assertTrue(
        problem.getMessage().contains("one of: newest, oldest, tag, failures"),
        problem.getMessage());
  }

  private static ListingRequest sorted(String order) {
    return ListingRequest.of(Map.of("action", values("show"), "sort", values(order)));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 1000})
  void acceptsLimitsThatTemporalServes(int limit) {
    Map<String, String[]> parameters =
        Map.of("action", values("show"), "limit", values(Integer.toString(limit)));
    assertEquals(limit, ListingRequest.of(parameters).limit());
  }

  @Test
  void theOrderOfFiltersDoesNotChangeTheQuery() {
    ListingRequest request =
        ListingRequest.of(
            Map.of(
                "tag", values("it's"),
                "state", values("parked"),
                "error_type", values("SourceMissing"),
                "owner", values("art"),
                "name", values("4.20"),
                "namespace", values("ocp"),
                "stale", values("true")));
    assertEquals(
        TaskQuery.openTasks().text()
            + " AND Stale=true AND MirrorOwner='art' AND MirrorState='parked'"
            + " AND MirrorErrorType='SourceMissing' AND ImageNamespace='ocp'"
            + " AND ImageName='4.20' AND ImageTag='it''s'",
        request.query().text());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          action     | list    | must be one of: summarize, show
          action     | ''      | must be one of: summarize, show
          limit      | 0       | number from 1 to 1000
          limit      | -1      | number from 1 to 1000
          limit      | 1001    | number from 1 to 1000
          limit      | ''      | number from 1 to 1000
          limit      | ten     | number from 1 to 1000
          limit      | 1e2     | number from 1 to 1000
          limit      | 99999999999 | number from 1 to 1000
          owner      | nobody  | distributor, supplemental, art, backfill
          owner      | ART     | distributor, supplemental, art, backfill
          state      | running | checking, copying, retrying, parked, planned
          stale      | yes     | true, false
          error_type | Oops    | RegistryUnreachable
          tag        | ''      | 1 to 255 characters
          page_token | abc     | action=show
          sort       | oldest  | action=show
          limt       | 5       | there is no parameter 'limt'
          """)
  void refusesBadParameters(String name, String value, String expected) {
    ApiProblem problem =
        assertThrows(ApiProblem.class, () -> ListingRequest.of(Map.of(name, values(value))));
    assertEquals(ApiProblem.Kind.BAD_REQUEST, problem.kind());
    assertTrue(problem.getMessage().contains(expected), problem.getMessage());
  }

  @Test
  void refusesAParameterGivenTwice() {
    ApiProblem problem =
        assertThrows(ApiProblem.class, () -> ListingRequest.of(Map.of("limit", values("1", "2"))));
    assertTrue(problem.getMessage().contains("'limit' is given 2 times"), problem.getMessage());
  }

  private static String[] values(String... values) {
    return values;
  }
}

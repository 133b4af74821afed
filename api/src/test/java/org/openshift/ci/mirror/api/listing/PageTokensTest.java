package org.openshift.ci.mirror.api.listing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openshift.ci.mirror.api.problem.ApiProblem;
import org.openshift.ci.mirror.contract.MirrorSearchAttributes;

class PageTokensTest {

  private static final TaskQuery ALL = TaskQuery.openTasks();
  private static final TaskQuery STALE = ALL.where(MirrorSearchAttributes.STALE, true);
  private static final ByteString TOKEN = ByteString.copyFromUtf8("{\"RunID\":\"?>\"}");

  @Test
  void encodesATokenForUrlsAndDecodesIt() {
    String text = PageTokens.encode(ALL, TOKEN);
    assertTrue(text.matches("[A-Za-z0-9_-]+"), text);
    assertEquals(TOKEN, PageTokens.decode(ALL, text));
  }

  @Test
  void theEmptyTokenIsTheEmptyText() {
    assertEquals("", PageTokens.encode(ALL, ByteString.EMPTY));
    assertEquals(ByteString.EMPTY, PageTokens.decode(ALL, ""));
  }

  @Test
  void refusesATokenOfAnotherQuery() {
    assertRefused(STALE, PageTokens.encode(ALL, TOKEN));
  }

  @ParameterizedTest
  @ValueSource(strings = {"abc", "****", "AAAAAAAAAAA", "AAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
  void refusesTextThatIsNoToken(String text) {
    assertRefused(ALL, text);
  }

  private static void assertRefused(TaskQuery query, String text) {
    ApiProblem problem = assertThrows(ApiProblem.class, () -> PageTokens.decode(query, text));
    assertEquals(ApiProblem.Kind.BAD_REQUEST, problem.kind());
  }
}

package org.openshift.ci.mirror.api.ctl;

import org.openshift.ci.mirror.model.TagReference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The command {@code wait}: until a tag is mirrored. */
@Command(
    name = "wait",
    description = {
      "Waits until a tag is mirrored: its target has the source's digest now, whoever brought it"
          + " there.",
      "Ends early, with the reason, if waiting is pointless: the task is parked, planned (in a dry"
          + " run) or failed, or the tag is not watched. Says on standard error what the task does"
          + " meanwhile. If the API does not answer for a while, or no worker compares source and"
          + " target, it goes on asking. Without the token, which a comparison needs, a tag counts as"
          + " mirrored that was when its last task ended."
    },
    exitCodeList = {
      "0:the tag is mirrored; without the token, it was when its last task ended",
      "1:it failed, is parked or is not watched; or the request was refused",
      "2:a flag, a value or a file that the flags name is wrong",
      "3:the time is up; also because no worker compares"
    })
final class WaitCommand extends CtlCommand {

  @Parameters(
      paramLabel = TagArgument.LABEL,
      converter = TagArgument.class,
      description = TagArgument.DESCRIPTION)
  private TagName name;

  @Mixin private WaitOptions waiting;

  private WaitCommand() {}

  @Override
  int run(ApiClient api) throws InterruptedException {
    TagReference tag = name.resolve(this, api);
    long end = System.nanoTime() + waiting.timeout().toNanos();
    TagVerdict last = TagVerdict.of(api, tag);
    // A bad answer counts when it is given twice: the first may be older than a trigger.
    boolean twice = false;
    while (last.kind() != TagVerdict.Kind.MIRRORED) {
      long left = end - System.nanoTime();
      boolean pointless = last.kind() == TagVerdict.Kind.POINTLESS;
      if (pointless && (twice || left <= 0)) {
        return finish(tag, last, CtlException.FAILED);
      }
      // A bad answer is said once: at the end.
      if (!twice && !pointless) {
        note(tag + " " + last.words());
      }
      if (left <= 0) {
        complain("the time is up after " + Text.duration(waiting.timeout()));
        printJson(last);
        return CtlException.TIME_IS_UP;
      }
      waiting.pause(left);
      TagVerdict next = look(api, tag);
      twice = next.words().equals(last.words());
      last = next;
    }
    return finish(tag, last, 0);
  }

  private TagVerdict look(ApiClient api, TagReference tag) throws InterruptedException {
    try {
      return TagVerdict.of(api, tag);
    } catch (ApiUnreachable e) {
      return TagVerdict.unknown(e.getMessage());
    } catch (ApiRefusal e) {
      if (e.is(ApiRefusal.UNAVAILABLE)) {
        return TagVerdict.unknown(e.getMessage());
      }
      throw e;
    }
  }

  private int finish(TagReference tag, TagVerdict verdict, int status) {
    printJson(verdict);
    if (status != 0) {
      complain(tag + " " + verdict.words());
    } else if (!json()) {
      out().println(tag + " " + verdict.words());
    }
    return status;
  }

  private void printJson(TagVerdict verdict) {
    if (json() && !verdict.report().isMissingNode()) {
      print(verdict.report());
    }
  }
}

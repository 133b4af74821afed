package org.openshift.ci.mirror.notification;

import com.google.re2j.Pattern;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.openshift.ci.mirror.config.ConfigProblem;
import org.openshift.ci.mirror.config.ConfigText;
import org.openshift.ci.mirror.config.MirroringConfigException;
import org.openshift.ci.mirror.config.Problems;
import org.openshift.ci.mirror.config.YamlFields;
import org.openshift.ci.mirror.config.YamlFields.Spelling;
import org.openshift.ci.mirror.yaml.YamlValue;

/** Reads the file of {@code --notifications}. No problem quotes an address. */
final class RecipientsReader {

  private static final List<String> FIELDS = List.of("page", "recipients");
  private static final List<String> RECIPIENT_FIELDS =
      List.of("name", "namespace", "imageStream", "tag", "url", "urlFile", "text", "endText");

  private static final String FAILURE =
      "{tag} is not mirrored ({state}, {reason}) since {since}: {error} {link}";
  private static final String END = "{tag} is {state}; its failure since {since} is over. {link}";

  private final Path file;
  private final Problems problems;
  private final YamlFields yaml;

  private RecipientsReader(Path file) {
    this.file = file;
    this.problems = new Problems(file.toString());
    this.yaml = new YamlFields(problems);
  }

  /**
   * Reads one version of the file.
   *
   * @throws MirroringConfigException with all problems, when it is rejected
   */
  static Recipients read(byte[] content, Path file) throws MirroringConfigException {
    try {
      RecipientsReader reader = new RecipientsReader(file);
      return reader.recipients(ConfigText.parse(content, reader.problems));
    } catch (MirroringConfigException e) {
      throw new MirroringConfigException(
          e.problems().stream().map(RecipientsReader::withoutAddresses).toList());
    }
  }

  /** A URL in the wrong place may be quoted, for example as an unknown field. */
  private static ConfigProblem withoutAddresses(ConfigProblem problem) {
    return new ConfigProblem(
        problem.file(),
        problem.line(),
        problem.what().replaceAll("(?i)\\S*https?:\\S*", "(an address)"));
  }

  private Recipients recipients(YamlValue root) throws MirroringConfigException {
    Map<String, YamlValue> fields = yaml.ofObject(root, "the file", FIELDS, Spelling.EXACT);
    String page = yaml.text(fields, "page", "the file");
    if (!page.isEmpty() && !page.matches("https?://[^\\s#?@]+")) {
      problems.add(
          fields.get("page"),
          "page: expected the http or https URL of the service's page, without a query");
    }
    List<Recipient> recipients = new ArrayList<>();
    Set<String> names = new HashSet<>();
    if (fields.containsKey("recipients")) {
      List<YamlValue> entries = yaml.elements(fields.get("recipients"), "recipients");
      for (int index = 0; index < entries.size(); index++) {
        recipients.add(
            recipient(entries.get(index), "recipients[%d]".formatted(index), page, names));
      }
    }
    if (problems.count() > 0) {
      throw new MirroringConfigException(problems.all());
    }
    return new Recipients(recipients);
  }

  private Recipient recipient(YamlValue entry, String where, String page, Set<String> names) {
    Map<String, YamlValue> fields = yaml.ofObject(entry, where, RECIPIENT_FIELDS, Spelling.EXACT);
    String name = yaml.text(fields, "name", where);
    if (!fields.containsKey("name")) {
      problems.add(entry, where + ": name is missing");
    } else if (!name.matches("[\\w][\\w .@/-]{0,62}")) {
      problems.add(
          fields.get("name"),
          where + ": name: expected up to 63 letters, digits, spaces and any of . _ - @ /");
    } else if (!names.add(name)) {
      problems.add(fields.get("name"), "%s: another recipient is named %s".formatted(where, name));
    }
    Pattern namespace = yaml.expression(fields, "namespace", where);
    Pattern imageStream = yaml.expression(fields, "imageStream", where);
    Pattern tag = yaml.expression(fields, "tag", where);
    return new Recipient(
        name,
        namespace,
        imageStream,
        tag,
        address(fields, entry, where),
        page,
        text(fields, "text", FAILURE, where, page),
        text(fields, "endText", END, where, page));
  }

  /** The address, which can be read now; null when there is a problem. */
  private WebhookAddress address(Map<String, YamlValue> fields, YamlValue entry, String where) {
    if (fields.containsKey("url") == fields.containsKey("urlFile")) {
      problems.add(entry, where + ": set either url or urlFile");
      return null;
    }
    String field = fields.containsKey("url") ? "url" : "urlFile";
    int before = problems.count();
    String text = yaml.text(fields, field, where);
    if (problems.count() > before) {
      return null;
    }
    try {
      WebhookAddress address =
          field.equals("url")
              ? WebhookAddress.ofUrl(text)
              : WebhookAddress.inFile(file.toAbsolutePath().resolveSibling(text));
      address.read();
      return address;
    } catch (IOException e) {
      problems.add(fields.get(field), "%s: %s: %s".formatted(where, field, e.getMessage()));
    } catch (InvalidPathException e) {
      problems.add(fields.get(field), "%s: %s: is not the name of a file".formatted(where, field));
    }
    return null;
  }

  private MessageText text(
      Map<String, YamlValue> fields, String field, String standard, String where, String page) {
    String template = yaml.text(fields, field, where);
    MessageText text = new MessageText(fields.containsKey(field) ? template : standard);
    Optional<String> unknown = text.unknownPlaceholder();
    if (unknown.isPresent()) {
      problems.add(
          fields.get(field),
          "%s: %s: unknown placeholder {%s}; known are {%s}"
              .formatted(
                  where, field, unknown.get(), String.join("}, {", MessageText.PLACEHOLDERS)));
    } else if (fields.containsKey(field) && template.isBlank()) {
      problems.add(fields.get(field), "%s: %s: is empty".formatted(where, field));
    } else if (page.isEmpty() && fields.containsKey(field) && template.contains("{link}")) {
      problems.add(
          fields.get(field),
          "%s: %s: {link} needs page, the address of the service's page".formatted(where, field));
    }
    return text;
  }
}

package io.reveil.content;

import freemarker.core.HTMLOutputFormat;
import io.reveil.kernel.Language;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Renders a template version and encodes it: multipart/alternative, text and HTML, quoted-printable (B32). */
@Singleton
public final class Composer {
  private static final Pattern SPACE = Pattern.compile("[\\s\\u00A0]+");
  private static final Pattern HIDDEN =
      Pattern.compile("display\\s*:\\s*none|visibility\\s*:\\s*hidden|font-size\\s*:\\s*0");
  /** Comments are not said to anybody. */
  private static final Pattern UNSEEN = Pattern.compile("<!--.*?-->", Pattern.DOTALL);

  private static final Pattern TAG = Pattern.compile("<[^>]*>");

  /** Who writes, and where to answer, object and read more: what of it a model holds, both parts say (A19). */
  private static final List<String> IMPRINT =
      List.of("controller", "postal", "contact", "policyUrl");

  private final EmailTemplates templates;

  Composer(EmailTemplates templates) {
    this.templates = templates;
  }

  /**
   * @param model plain values only: text, numbers, booleans, lists and maps of them
   * @param measured what is measured of it, if anything
   * @param owed sentences that both parts must have (A18)
   * @throws IllegalStateException if the template fails; if a marketing mail has no unsubscribe link in its body (B1), or
   *     a mail lacks its imprint (A19) or what it owes, or one that is measured the link that ends it (A34)
   * @throws io.reveil.kernel.Fault if a header value would break out of its line
   */
  public OutgoingMail compose(
      TemplateRef template,
      Language language,
      Map<String, Object> model,
      Envelope envelope,
      Optional<Measured> measured,
      List<String> owed) {
    EmailTemplates.Parts parts = templates.parts(template, language);
    String subject = oneLine(parts.subject().render(model));
    String text = parts.text().render(model).strip() + "\n";
    String plain = parts.html().render(model).strip() + "\n";
    measured
        .map(Measured::refusal)
        .filter(link -> !text.contains(link) || !showsLink(plain, link))
        .ifPresent(_ -> {
          throw new IllegalStateException(
              "template %s, %s, is measured and lacks the link that ends that: print ${links.unmeasure} in both parts (A34)"
                  .formatted(template.name(), language.tag()));
        });
    String html = measured.map(by -> measured(plain, by)).orElse(plain);
    envelope
        .listing()
        .map(listing -> listing.oneClick().toString())
        .filter(link -> !text.contains(link) || !showsLink(html, link))
        .ifPresent(_ -> {
          throw new IllegalStateException(
              "template %s, %s, lacks the unsubscribe link: a marketing mail shows it in both parts (B1)"
                  .formatted(template.name(), language.tag()));
        });
    String shown = UNSEEN.matcher(html).replaceAll("");
    for (String item : IMPRINT) {
      if (model.containsKey(item) && !bothSay(text, shown, String.valueOf(model.get(item)))) {
        throw new IllegalStateException(
            "SENDER_IDENTITY_MISSING: template %s, %s, does not say who sends it and where to object: print ${%s} in the HTML and in the text (A19)"
                .formatted(template.name(), language.tag(), item));
      }
    }
    for (String sentence : owed) {
      if (!bothSay(text, shown, sentence)) {
        throw new IllegalStateException(
            "template %s, %s, does not say “%s”: print ${source} in the HTML, ${lines.source} in the text and ${policyUrl} in both (A18)"
                .formatted(template.name(), language.tag(), sentence));
      }
    }
    return new OutgoingMail(
        envelope.from(),
        envelope.to(),
        envelope.messageId(),
        MailBytes.of(envelope, subject, text, html));
  }

  /** The image comes last, where it moves nothing. */
  private static String measured(String plain, Measured by) {
    String html = ContentLinks.replaced(plain, by.links());
    return by.image()
        .map(url -> {
          String image = "<img src=\"" + url + "\" width=\"1\" height=\"1\" alt=\"\">";
          int end = html.lastIndexOf("</body>");
          return end < 0
              ? html + image + "\n"
              : html.substring(0, end) + image + "\n" + html.substring(end);
        })
        .orElse(html);
  }

  private static boolean bothSay(String text, String html, String sentence) {
    return says(text, sentence) && says(html, HTMLOutputFormat.INSTANCE.escapePlainText(sentence));
  }

  /** As it stands, mostly; or with its lines broken elsewhere. */
  private static boolean says(String part, String sentence) {
    return part.contains(sentence) || oneLine(part).contains(oneLine(sentence));
  }

  private static String oneLine(String text) {
    return SPACE.matcher(text.strip()).replaceAll(" ");
  }

  /** Whether an anchor with words in it leads there, and its own style does not hide it. */
  private static boolean showsLink(String html, String link) {
    Matcher anchor = Pattern.compile(
            "<a\\b([^>]*href=\"" + Pattern.quote(link) + "\"[^>]*)>(.*?)</a>", Pattern.DOTALL)
        .matcher(html);
    while (anchor.find()) {
      if (!HIDDEN.matcher(anchor.group(1)).find()
          && !TAG.matcher(anchor.group(2)).replaceAll("").isBlank()) {
        return true;
      }
    }
    return false;
  }
}

package io.reveil.consent.wording;

import io.reveil.consent.Basis;
import io.reveil.kernel.Channel;
import io.reveil.kernel.Language;
import io.reveil.kernel.Purpose;
import java.time.Period;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A purpose as {@code config/purposes.yml} declares it.
 *
 * @param channel the one it speaks of: consent by another channel is a purpose of its own (A2)
 * @param bases what it may rest on (A9)
 * @param retention how long after a person's last sign, or after collection, data are kept for it
 * @param recipients who sees the data, in every language
 * @param transfers where outside Europe they go, in every language; empty: nowhere
 * @param mailing how its mail is sent; empty where it sends none
 * @param texts what people read, in every language
 */
public record PurposeSheet(
    Purpose id,
    PurposeKind kind,
    Controller controller,
    Channel channel,
    Set<Basis> bases,
    Period retention,
    Map<Language, String> recipients,
    Map<Language, String> transfers,
    Optional<Mailing> mailing,
    Map<Language, Text> texts) {

  public PurposeSheet {
    bases = Set.copyOf(bases);
    recipients = Map.copyOf(recipients);
    transfers = Map.copyOf(transfers);
    texts = Map.copyOf(texts);
  }

  /**
   * @param sender the From of its marketing mail, and its Reply-To
   * @param listId its List-Id, stable over waves (B12)
   */
  public record Mailing(Controller.Sender sender, String listId) {}

  /**
   * @param name "La lettre du matin"
   * @param description what comes and how often
   * @param consent the sentence beside the box
   * @param why what the data serve (GDPR art. 13(1)(c))
   */
  public record Text(String name, String description, String consent, String why) {}

  public Text text(Language language) {
    return Objects.requireNonNull(texts.get(language), "the file is complete");
  }

  /** Whether one can agree to it; what rests on another basis alone can only be left. */
  public boolean isAgreedTo() {
    return bases.contains(Basis.CONSENT);
  }

  /** Whether a campaign may write for it: it sends e-mail that offers something. */
  public boolean isForCampaigns() {
    return mailing.isPresent() && kind != PurposeKind.SERVICE;
  }

  /** How it takes place, beside its name: what sends says by which channel, and what measures that it measures. */
  public String manner(Language language) {
    return switch (kind) {
      case LETTER, SURVEY, SERVICE -> byChannel(language);
      case PARTNER_SHARING ->
        switch (language) {
          case FR -> "un partage avec des partenaires";
          case EN -> "sharing with partners";
        };
      case STATISTICS ->
        switch (language) {
          case FR -> "une étude";
          case EN -> "a study";
        };
      case OPEN_TRACKING, LINK_TRACKING ->
        switch (language) {
          case FR -> "une mesure";
          case EN -> "a measurement";
        };
    };
  }

  private String byChannel(Language language) {
    return switch (language) {
      case FR ->
        switch (channel) {
          case EMAIL -> "par e‑mail";
          case SMS -> "par SMS";
          case PHONE -> "par téléphone";
          case POST -> "par courrier";
        };
      case EN ->
        switch (channel) {
          case EMAIL -> "by e‑mail";
          case SMS -> "by SMS";
          case PHONE -> "by phone";
          case POST -> "by post";
        };
    };
  }
}

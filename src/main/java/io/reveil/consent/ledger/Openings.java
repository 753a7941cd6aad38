package io.reveil.consent.ledger;

import io.reveil.consent.Doorway;
import io.reveil.consent.wording.NoticeRef;
import io.reveil.kernel.EmailAddress;
import io.reveil.kernel.Fault;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The personal values of an act, by name: what the ledger holds commitments to (E6, E9). */
final class Openings {
  private static final Map.Entry<String, Object> BY_POST = Map.entry("userAct", "POST");

  private Openings() {}

  static SortedMap<String, String> of(Evidence evidence) {
    return switch (evidence) {
      case Evidence.FormPosted posted ->
        through(
            posted.doorway(),
            addressed(
                posted.address(),
                Map.entry("formId", posted.formId()),
                Map.entry("requestId", posted.requestId())));
      case Evidence.LinkAskedFor asked ->
        through(
            asked.doorway(),
            addressed(
                asked.address(),
                Map.entry("formId", asked.place()),
                Map.entry("repeats", asked.repeats()),
                Map.entry("requestId", asked.requestId())));
      case Evidence.DoiMailSent sent ->
        named(
            Map.entry("requestId", sent.requestId()), Map.entry("doiMessageId", sent.messageId()));
      case Evidence.LinkConfirmed confirmed ->
        through(
            confirmed.doorway(),
            pressed(
                confirmed.circumstances(),
                Map.entry("address", confirmed.address().forSending()),
                Map.entry("formId", confirmed.formId()),
                Map.entry("requestId", confirmed.requestId()),
                Map.entry("doiMessageId", confirmed.doiMessageId()),
                Map.entry("linkKeyId", confirmed.linkKeyId())));
      case Evidence.Declared declared ->
        addressed(
            declared.address(),
            Map.entry("source", declared.source()),
            Map.entry("text", declared.text()),
            Map.entry("importRun", declared.importRun()));
      case Evidence.SoldTo sold ->
        addressed(
            sold.address(),
            Map.entry("source", sold.source()),
            Map.entry("sale", sold.sale()),
            Map.entry("refusal", sold.refusal()),
            Map.entry("importRun", sold.importRun()));
      case Evidence.ToldProfessional told ->
        addressed(
            told.address(),
            Map.entry("source", told.source()),
            Map.entry("information", told.information()),
            Map.entry("refusal", told.refusal()),
            Map.entry("importRun", told.importRun()));
      case Evidence.UnderContract under ->
        named(Map.entry("contract", under.contract()), Map.entry("importRun", under.importRun()));
      case Evidence.ClaimWithoutProof claim ->
        named(Map.entry("missing", claim.missing()), Map.entry("importRun", claim.importRun()));
      case Evidence.BasisLost lost ->
        named(Map.entry("missing", lost.because()), Map.entry("importRun", lost.importRun()));
      case Objection.LinkUsed used ->
        named(
            BY_POST,
            Map.entry("means", used.means()),
            Map.entry("messageId", used.messageId()),
            Map.entry("linkKeyId", used.linkKeyId()));
      case Objection.Denied denied ->
        atRequest(
            denied.requestId(), denied.linkKeyId(), Map.entry("means", Objection.Means.NOT_ME));
      case Objection.ToldUs told ->
        named(Map.entry("source", told.source()), Map.entry("importRun", told.importRun()));
      case Objection.Opposed opposed ->
        named(Map.entry("means", "OPPOSITION"), Map.entry("source", opposed.source()));
      case Objection.Complained complained ->
        named(
            Map.entry("means", "COMPLAINT"),
            Map.entry("source", complained.source()),
            Map.entry("messageId", complained.messageId()),
            Map.entry("report", complained.report()));
      case Objection.LeftElsewhere left ->
        named(
            Map.entry("means", "UNSUBSCRIBED_ELSEWHERE"),
            Map.entry("source", left.source()),
            Map.entry("messageId", left.messageId()),
            Map.entry("report", left.report()));
      case Evidence.Undone undone ->
        pressed(
            undone.circumstances(),
            Map.entry("means", Evidence.Undone.MEANS),
            Map.entry("messageId", undone.messageId()),
            Map.entry("linkKeyId", undone.linkKeyId()));
      case Evidence.BoxTicked ticked ->
        pressed(
            ticked.circumstances(),
            Map.entry("means", Objection.Means.PREFERENCES),
            Map.entry("page", ticked.page()),
            Map.entry("messageId", ticked.messageId()),
            Map.entry("linkKeyId", ticked.linkKeyId()));
      case Evidence.Stayed stayed ->
        pressed(
            stayed.circumstances(),
            Map.entry("messageId", stayed.messageId()),
            Map.entry("linkKeyId", stayed.linkKeyId()));
      case Evidence.NotMe notMe -> atRequest(notMe.requestId(), notMe.linkKeyId());
      case Evidence.LeftUnticked silent ->
        through(silent.doorway(), atRequest(silent.requestId(), silent.linkKeyId()));
      case Evidence.AddressLeft left ->
        atRequest(
            left.requestId(), left.linkKeyId(), Map.entry("means", Evidence.AddressLeft.MEANS));
      case Evidence.BasisLeft left ->
        atRequest(
            left.requestId(), left.linkKeyId(), Map.entry("means", Evidence.AddressLeft.MEANS));
      case Evidence.RuleApplied applied -> {
        SortedMap<String, String> opened =
            named(Map.entry("rule", applied.rule().name()));
        applied.requestId().ifPresent(id -> opened.put("requestId", Long.toString(id)));
        yield opened;
      }
      case Evidence.Invalidated invalidated ->
        named(
            Map.entry("reason", invalidated.reason()),
            Map.entry("by", invalidated.by().name()));
    };
  }

  /** Older requests name a page and no door, and verify as they stand. */
  private static SortedMap<String, String> through(
      Doorway doorway, SortedMap<String, String> opened) {
    opened.put("door", doorway.door().name());
    doorway.page().ifPresent(page -> opened.put("page", page.toString()));
    doorway.saidBy().ifPresent(who -> opened.put("pageSaidBy", who));
    return opened;
  }

  /** A button on a page that a link of the request opened. */
  @SafeVarargs
  private static SortedMap<String, String> atRequest(
      long requestId, int linkKeyId, Map.Entry<String, ?>... values) {
    SortedMap<String, String> opened = named(values);
    opened.putAll(
        named(BY_POST, Map.entry("requestId", requestId), Map.entry("linkKeyId", linkKeyId)));
    return opened;
  }

  @SafeVarargs
  private static SortedMap<String, String> pressed(
      Circumstances seen, Map.Entry<String, ?>... values) {
    SortedMap<String, String> opened = named(values);
    opened.put(BY_POST.getKey(), BY_POST.getValue().toString());
    opened.putAll(of(seen));
    return opened;
  }

  /** Times in seconds. Older grants lack all of these, and verify as they stand. */
  private static SortedMap<String, String> of(Circumstances seen) {
    SortedMap<String, String> opened = named(
        Map.entry("secondsPageToPress", seconds(seen.pageToPress())),
        Map.entry("othersOfHost", seen.others().ofHost()),
        Map.entry("othersOfHostAtOnce", seen.others().atOnceOfHost()),
        Map.entry("othersOfNetwork", seen.others().ofNetwork()),
        Map.entry("othersWithinSeconds", seconds(seen.others().within())),
        Map.entry("asked", seen.askedTwice() ? "TWICE" : "ONCE"));
    seen.mailToPage().ifPresent(time -> opened.put("secondsMailToPage", seconds(time)));
    seen.mailToPress().ifPresent(time -> opened.put("secondsMailToPress", seconds(time)));
    return opened;
  }

  private static String seconds(Duration time) {
    return BigDecimal.valueOf(time.toMillis(), 3).stripTrailingZeros().toPlainString();
  }

  /** The wording that the person saw, where the act has one. */
  static Optional<NoticeRef> notice(Evidence evidence) {
    return switch (evidence) {
      case Evidence.FormPosted posted -> Optional.of(posted.notice());
      case Evidence.DoiMailSent sent -> Optional.of(sent.notice());
      case Evidence.LinkConfirmed confirmed -> Optional.of(confirmed.notice());
      case Evidence.Undone undone -> Optional.of(undone.notice());
      case Evidence.BoxTicked ticked -> Optional.of(ticked.notice());
      case Evidence.LinkAskedFor _,
          Evidence.Declared _,
          Evidence.BasisShown _,
          Evidence.ClaimWithoutProof _,
          Evidence.BasisLost _,
          Evidence.BasisLeft _,
          Objection _,
          Evidence.Stayed _,
          Evidence.NotMe _,
          Evidence.LeftUnticked _,
          Evidence.AddressLeft _,
          Evidence.RuleApplied _,
          Evidence.Invalidated _ -> Optional.empty();
    };
  }

  @SafeVarargs
  private static SortedMap<String, String> addressed(
      Optional<EmailAddress> address, Map.Entry<String, ?>... values) {
    SortedMap<String, String> opened = named(values);
    address.ifPresent(known -> opened.put("address", known.forSending()));
    return opened;
  }

  @SafeVarargs
  private static SortedMap<String, String> named(Map.Entry<String, ?>... values) {
    SortedMap<String, String> opened = new TreeMap<>();
    for (Map.Entry<String, ?> value : values) {
      opened.put(value.getKey(), value.getValue().toString());
    }
    return opened;
  }

  /** What an act cannot do without, and no longer than the ledger keeps it. */
  static void demand(String name, String value) {
    if (value.isBlank() || value.length() > Evidence.LONGEST) {
      throw Fault.invalid(
          name,
          "The evidence of a consent needs “%s”, of at most %d characters."
              .formatted(name, Evidence.LONGEST));
    }
  }
}

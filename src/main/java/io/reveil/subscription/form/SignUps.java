package io.reveil.subscription.form;

import io.reveil.consent.wording.PurposeSheet;
import io.reveil.consent.wording.Purposes;
import io.reveil.job.Database;
import io.reveil.kernel.Language;
import io.reveil.subscription.request.Asking;
import io.reveil.subscription.request.Request;
import io.reveil.subscription.request.Wish;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/**
 * Turns a filled-in form into a request and its DOI mail. Whoever the address belongs to, the caller learns nothing: all
 * ways end the same, and the mail is queued, not sent (B27).
 */
@Singleton
class SignUps {
  private final Database database;
  private final Asking asking;
  private final Purposes purposes;

  SignUps(Database database, Asking asking, Purposes purposes) {
    this.database = database;
    this.asking = asking;
    this.purposes = purposes;
  }

  /**
   * Makes the request and queues its mail, unless this address may get no mail now: then nothing is kept, and an earlier
   * request goes on waiting with the link that its mail holds.
   */
  void ask(SignUp signUp) {
    Wish wish = new Wish(
        signUp.form().id(),
        signUp.doorway(),
        signUp.language(),
        asked(signUp.purposes(), signUp.language()),
        asked(signUp.left(), signUp.language()),
        signUp.typed(),
        Optional.empty());
    database.write(() -> asking.ask(signUp.address(), wish));
  }

  private List<Request.Asked> asked(List<PurposeSheet> boxes, Language language) {
    return boxes.stream()
        .map(sheet -> new Request.Asked(sheet.id(), purposes.notice(sheet.id(), language)))
        .toList();
  }
}

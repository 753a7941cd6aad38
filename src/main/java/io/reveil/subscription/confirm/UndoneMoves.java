package io.reveil.subscription.confirm;

import io.reveil.contact.Contact;
import io.reveil.delivery.Letters;
import io.reveil.delivery.Message;
import io.reveil.kernel.ContactId;
import io.reveil.kernel.EmailAddress;
import io.reveil.subscription.request.DoiLetters;
import io.reveil.subscription.request.MoveMails;
import io.reveil.subscription.request.Request;
import io.reveil.subscription.request.Requests;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;

/**
 * The one mail to whoever has their former address again, since somebody else said of the new one that it was not them: they
 * know of no change, and that their letters have ended (A43, B11). It does not say which the other address was.
 */
@Singleton
class UndoneMoves implements Letters {
  private static final String KIND = "MOVE_UNDONE";

  private final Requests requests;
  private final DoiLetters letters;
  private final MoveMails mails;

  UndoneMoves(Requests requests, DoiLetters letters, MoveMails mails) {
    this.requests = requests;
    this.letters = letters;
    this.mails = mails;
  }

  /** In the caller's transaction, once for a request. */
  void tell(Request request, ContactId person, EmailAddress address) {
    mails.queue(KIND, DoiLetters.MOVE_UNDONE, request, person, address);
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public boolean isTransactional() {
    return true;
  }

  @Override
  public Map<Message, Letter> write(List<Message> group, Map<ContactId, Contact> contacts) {
    return letters.write(group, contacts, requests::listMoves, _ -> true);
  }
}

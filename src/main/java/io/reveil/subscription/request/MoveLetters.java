package io.reveil.subscription.request;

import io.reveil.contact.Contact;
import io.reveil.delivery.Letters;
import io.reveil.delivery.Message;
import io.reveil.kernel.ContactId;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;

/** The mail that asks the owner of a mailbox whether a person's letters shall come there from now on (A43). */
@Singleton
class MoveLetters implements Letters {
  static final String KIND = "MOVE";
  static final String TEMPLATE = "move";

  private final DoiLetters letters;

  MoveLetters(DoiLetters letters) {
    this.letters = letters;
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
  public boolean isToOwnAddress() {
    return false;
  }

  @Override
  public Map<Message, Letter> write(List<Message> group, Map<ContactId, Contact> contacts) {
    return letters.write(group, contacts);
  }
}

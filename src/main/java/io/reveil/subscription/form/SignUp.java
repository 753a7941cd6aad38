package io.reveil.subscription.form;

import io.reveil.consent.Doorway;
import io.reveil.consent.wording.PurposeSheet;
import io.reveil.kernel.EmailAddress;
import io.reveil.kernel.Language;
import java.util.List;
import java.util.Map;

/**
 * A filled-in form in which everything is right.
 *
 * @param doorway by which it came
 * @param purposes those ticked, at least one
 * @param left those that ask for measuring, beside today's text, and came back empty
 * @param typed values of the form's fields that were filled in
 */
record SignUp(
    Form form,
    Doorway doorway,
    EmailAddress address,
    Language language,
    List<PurposeSheet> purposes,
    List<PurposeSheet> left,
    Map<String, String> typed) {
  SignUp {
    purposes = List.copyOf(purposes);
    left = List.copyOf(left);
    typed = Map.copyOf(typed);
  }
}

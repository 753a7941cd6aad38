/**
 * What the mails of a sequence say beside their template: why this person gets them, and until when to answer.
 *
 * <p>Owns: nothing. Public: nothing.
 */
@NullMarked
package io.reveil.campaign.letter;

import org.jspecify.annotations.NullMarked;

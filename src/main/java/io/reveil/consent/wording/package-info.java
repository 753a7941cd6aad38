/**
 * What people are asked: the purposes, and each wording that was ever shown, kept by its hash.
 *
 * <p>Owns: {@code notice}, {@code purpose_controller}. Public: {@link Purposes}, {@link PurposeSheet}, {@link NoticeRef}.
 */
@NullMarked
package io.reveil.consent.wording;

import org.jspecify.annotations.NullMarked;

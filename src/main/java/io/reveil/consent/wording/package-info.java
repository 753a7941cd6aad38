/**
 * What people are asked: the purposes, and each wording that was ever shown, kept by its hash.
 *
 * <p>Owns: {@code notice}, {@code purpose_controller}. Public: {@link Controller}, {@link NoticeRef},
 * {@link NoticeText}, {@link Notices}, {@link PurposeKind}, {@link PurposeSheet}, {@link Purposes}.
 */
@NullMarked
package io.reveil.consent.wording;

import org.jspecify.annotations.NullMarked;

/**
 * The whole base, contact by contact and purpose by purpose: who may be written to, on what proof, and what is missing
 * (F12).
 *
 * <p>Owns: nothing. Public: {@link AuditCommand}.
 */
@NullMarked
package io.reveil.report.audit;

import org.jspecify.annotations.NullMarked;

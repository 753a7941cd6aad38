/**
 * Signs each mail as the last thing before it leaves, where no relay does (B2, B18, B19).
 *
 * <p>Owns: nothing. Public: {@link DkimConfig}.
 */
@NullMarked
package io.reveil.delivery.dkim;

import org.jspecify.annotations.NullMarked;

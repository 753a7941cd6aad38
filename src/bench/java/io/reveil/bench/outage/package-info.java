/** A database that is away for a while under load: what was acknowledged is there afterwards, once. */
@NullMarked
package io.reveil.bench.outage;

import org.jspecify.annotations.NullMarked;

/**
 * What members say to each other, and how it is written down: messages with numbered fields, of which those that nobody knows
 * are skipped, so that members of two versions understand each other.
 *
 * <p>Depends on the core alone. Everything here is immutable or stateless.
 */
@NullMarked
package io.tocsin.cluster.message;

import org.jspecify.annotations.NullMarked;

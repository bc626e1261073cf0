/**
 * What a notification says, whatever integration carries it: the values that payloads and templates show, and the
 * JSON encoding that receivers know from the original.
 *
 * <p>Depends on the core and on {@link io.tocsin.notifiers.rendering}. Everything here is immutable or owned by its caller.
 */
@NullMarked
package io.tocsin.notifiers.message;

import org.jspecify.annotations.NullMarked;

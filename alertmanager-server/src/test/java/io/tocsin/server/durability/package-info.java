/**
 * A server that is killed again and again, and the books that clients and a receiver keep meanwhile of what was
 * acknowledged.
 *
 * <p>The books ({@link io.tocsin.server.durability.AlertBook}, {@link io.tocsin.server.durability.SilenceBook}, {@link
 * io.tocsin.server.durability.NotificationBook}) know no process: their own tests show that they find what they are there
 * to find. Between the sending of a change and its answer, and for good if there is no answer, the states before and after
 * it are both right; a book claims a violation only where no state that is right allows what it sees.
 */
@NullMarked
package io.tocsin.server.durability;

import org.jspecify.annotations.NullMarked;

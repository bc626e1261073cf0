/**
 * The threads on which notifications are put into words, divided among those who send. Depends on no other package of
 * the notifiers.
 */
@NullMarked
package io.tocsin.notifiers.rendering;

import org.jspecify.annotations.NullMarked;

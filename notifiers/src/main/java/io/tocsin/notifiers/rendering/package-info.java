/**
 * The threads on which notifications are put into words, divided among those who send. Of the notifiers' packages it
 * depends on {@link io.tocsin.notifiers.turns} alone.
 */
@NullMarked
package io.tocsin.notifiers.rendering;

import org.jspecify.annotations.NullMarked;

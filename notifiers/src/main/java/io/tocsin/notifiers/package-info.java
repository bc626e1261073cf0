/**
 * All integrations that Tocsin knows, each in a package of its own below this one.
 *
 * <p>To add one: a package with its settings, its type and its notifier, and a line in {@link
 * io.tocsin.notifiers.Integrations}.
 */
@NullMarked
package io.tocsin.notifiers;

import org.jspecify.annotations.NullMarked;

/**
 * How integrations write down their settings: reading the keys of one element or of {@code global} with their defaults
 * and checks, and showing them again as the original's status does.
 *
 * <p>Depends on the core only; the package of each integration depends on this one. Not thread-safe while reading; what
 * is read is immutable.
 */
@NullMarked
package io.tocsin.notifiers.settings;

import org.jspecify.annotations.NullMarked;

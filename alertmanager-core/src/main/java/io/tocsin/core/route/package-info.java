/**
 * The routing tree: which routes an alert takes, and into which group of each it goes.
 *
 * <p>Depends on {@code label} and {@code config}. Everything here is immutable and thread-safe.
 */
@NullMarked
package io.tocsin.core.route;

import org.jspecify.annotations.NullMarked;

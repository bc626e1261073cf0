/**
 * The shell around the core: starts the process, wires flags, configuration, engine, notifiers and HTTP together.
 *
 * <p>May depend on every other module; nothing depends on it.
 */
@NullMarked
package io.tocsin.server;

import org.jspecify.annotations.NullMarked;

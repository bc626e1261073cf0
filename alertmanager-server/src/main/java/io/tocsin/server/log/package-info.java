/**
 * Log lines in the original's two forms, logfmt and JSON, on standard error.
 *
 * <p>Everybody logs through SLF4J: a constant message plus key/value pairs, {@code component} being the first key
 * where there is one. Logback is set up in code; there is no configuration file to read.
 */
@NullMarked
package io.tocsin.server.log;

import org.jspecify.annotations.NullMarked;

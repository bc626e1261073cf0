/** The core's engine in a real process: threads that own its state, log lines, metrics, plans from configurations. */
@NullMarked
package io.tocsin.server.router;

import org.jspecify.annotations.NullMarked;

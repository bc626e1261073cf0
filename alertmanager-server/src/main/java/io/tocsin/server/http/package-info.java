/**
 * The HTTP shell: listening, paths and prefix, limits, headers, static files; knows nothing of alerts.
 *
 * <p>Depends on Vert.x and jackson-core only. Everything here runs on event loops and never blocks them.
 */
@NullMarked
package io.tocsin.server.http;

import org.jspecify.annotations.NullMarked;

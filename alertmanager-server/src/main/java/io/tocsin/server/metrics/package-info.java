/**
 * The server's own metrics under the original's names, and how they are served.
 *
 * <p>One small class per area with methods in the words of the domain; nobody else touches the metrics library. Depends
 * on the core's failure reasons and on the release. Everything is thread-safe unless it says otherwise.
 */
@NullMarked
package io.tocsin.server.metrics;

import org.jspecify.annotations.NullMarked;

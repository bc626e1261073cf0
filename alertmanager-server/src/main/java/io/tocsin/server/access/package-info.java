/**
 * Who may connect and come in: the web configuration ({@code --web.config.file}) with TLS, client certificates, passwords,
 * headers and the rate limit, and the flags about callers.
 *
 * <p>Fills the ports of {@code http}. Reads the file again when it, or a file that it names, changes. Depends on the core's
 * YAML reader, {@code http} and Netty's TLS. {@link io.tocsin.server.access.Entrance} is asked on event loops; passwords
 * are computed on a thread of their own.
 *
 * @see "docs/web.md; Upstream: prometheus/exporter-toolkit web"
 */
@NullMarked
package io.tocsin.server.access;

import org.jspecify.annotations.NullMarked;

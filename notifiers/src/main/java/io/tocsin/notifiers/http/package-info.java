/**
 * The HTTP client behind every integration: {@code http_config} on Vert.x.
 *
 * <p>Integrations describe a call as an {@link io.tocsin.notifiers.http.HttpCall}, hand it to an
 * {@link io.tocsin.notifiers.http.IntegrationHttpClient} and get an {@link io.tocsin.notifiers.http.HttpAnswer}.
 * Nothing here blocks its caller; each shared client is owned by one event loop, and files are read on worker threads.
 * No answer's text holds a URL, a credential or a file's contents.
 */
@NullMarked
package io.tocsin.notifiers.http;

import org.jspecify.annotations.NullMarked;

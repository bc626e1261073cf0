/**
 * What programs around Alertmanager ask of a server, in their own words: the calls of karma, Grafana, kthxbye and
 * Nagstamon, and the probes that Kubernetes charts and operators set. Each class plays one of them against the
 * distribution.
 */
@NullMarked
package io.tocsin.server.clients;

import org.jspecify.annotations.NullMarked;

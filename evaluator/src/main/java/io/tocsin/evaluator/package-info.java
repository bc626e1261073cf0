/**
 * The built-in pipeline in front of the router: discovery, scraping, a time-series store, PromQL and rules.
 *
 * <p>Depends on the core alone.
 */
@NullMarked
package io.tocsin.evaluator;

import org.jspecify.annotations.NullMarked;

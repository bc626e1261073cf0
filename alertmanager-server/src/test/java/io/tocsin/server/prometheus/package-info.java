/** What the built-in evaluator shows of itself. */
@NullMarked
package io.tocsin.server.prometheus;

import org.jspecify.annotations.NullMarked;

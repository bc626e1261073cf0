@NullMarked
package io.tocsin.evaluator.exposition;

import org.jspecify.annotations.NullMarked;

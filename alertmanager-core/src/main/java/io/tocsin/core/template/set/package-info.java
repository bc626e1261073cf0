/**
 * The templates of one configuration, ready to be rendered: puts together what the other packages of {@code template}
 * do, on all of which it depends. Thread-safe.
 */
@NullMarked
package io.tocsin.core.template.set;

import org.jspecify.annotations.NullMarked;

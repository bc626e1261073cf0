/** Executes template trees: Go's text/template. */
@NullMarked
package io.tocsin.core.template.run;

import org.jspecify.annotations.NullMarked;

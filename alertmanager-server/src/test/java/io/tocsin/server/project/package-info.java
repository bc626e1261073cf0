/** Tests of the project's own promises: documents that name tests, files and differences must stay true. */
@NullMarked
package io.tocsin.server.project;

import org.jspecify.annotations.NullMarked;

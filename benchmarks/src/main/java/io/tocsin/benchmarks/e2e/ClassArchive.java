package io.tocsin.benchmarks.e2e;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The class archive of Tocsin, made as an installation makes it, before anything is measured. */
final class ClassArchive {
    /** Value of the launcher's TOCSIN_ARCHIVE for a start without one. */
    static final String NONE = "off";

    private ClassArchive() {}

    /**
     * Makes the archive in {@code folder}, or says on stderr why there is none: a start without one is the same, slower.
     *
     * @return the value of TOCSIN_ARCHIVE that uses it, or {@link #NONE}
     */
    static String make(Path launcher, Path folder) throws IOException, InterruptedException {
        Path archive = folder.resolve("alertmanager.jsa");
        Process process = new ProcessBuilder(launcher.toString(), "--make-archive", archive.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0 || !Files.isReadable(archive)) {
            System.err.println(launcher + " --make-archive: " + said.strip() + "; measuring without a class archive");
            return NONE;
        }
        return archive.toString();
    }
}

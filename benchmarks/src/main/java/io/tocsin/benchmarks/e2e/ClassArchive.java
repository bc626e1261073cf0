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
     * Makes the archive in {@code folder}.
     *
     * @return the value of TOCSIN_ARCHIVE that uses it
     * @throws IOException if the launcher cannot make one
     */
    static String make(Path launcher, Path folder) throws IOException, InterruptedException {
        Path archive = folder.resolve("alertmanager.jsa");
        Process process = new ProcessBuilder(launcher.toString(), "--make-archive", archive.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0 || !Files.isReadable(archive)) {
            throw new IOException(launcher + " --make-archive: " + said.strip() + " (expected: an archive)");
        }
        return archive.toString();
    }
}

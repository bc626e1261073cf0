package io.tocsin.cluster.hazelcast;

/**
 * Loads for Hazelcast what is Java's or Hazelcast's own, and nothing else: where a packet names a class, none of ours or of our
 * libraries is made for it.
 */
final class NamedClasses extends ClassLoader {
    NamedClasses(ClassLoader parent) {
        super(parent);
    }

    /** @throws SecurityException not {@code ClassNotFoundException}, after which Hazelcast asks other loaders */
    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (name.startsWith("com.hazelcast.") || name.startsWith("java.") || name.startsWith("javax.")) {
            return super.loadClass(name, resolve);
        }
        throw new SecurityException("class " + name + " is not loaded by its name");
    }
}

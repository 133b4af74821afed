/**
 * The registry engine: compares and copies images between registries, byte for byte.
 *
 * <p>{@link org.openshift.ci.mirror.registry.RegistryEngine} is the way in. Behind it, from the
 * bottom up: sending requests (HttpTransport, RegistryClient with authentication, limits and the
 * table of errors), what a registry knows (ManifestClient, BlobClient), and copying (BlobCopier,
 * ImageCopier, TagWriter). Each layer uses only those below it. What activities need of it stands
 * in {@link org.openshift.ci.mirror.registry.ImageRegistries}.
 */
package org.openshift.ci.mirror.registry;

# A Homebrew formula, for a tap of your own: set url and sha256 to those of your release's source. It was written by
# Homebrew's documentation, and was never run.
class GitDone < Formula
  desc "Hold every service that a push touches to a bar"
  homepage "https://github.com/example-org/git-done"
  url "https://github.com/example-org/git-done/archive/refs/tags/v0.2.0.tar.gz"
  sha256 "0000000000000000000000000000000000000000000000000000000000000000"
  license "MIT"

  depends_on "cmake" => :build
  depends_on "ninja" => :build
  depends_on "pkgconf" => :build
  depends_on "cmark"
  depends_on "expat"
  depends_on "libdeflate"
  depends_on "libgit2"
  depends_on "libyaml"
  depends_on "nettle"
  depends_on "pcre2"
  depends_on "popt"

  def install
    system "cmake", "-S", ".", "-B", "build", "-G", "Ninja", "-DDONE_TESTS=OFF", *std_cmake_args
    system "cmake", "--build", "build"
    system "cmake", "--install", "build"
  end

  test do
    assert_match version.to_s, shell_output("#{bin}/git-done version")
  end
end

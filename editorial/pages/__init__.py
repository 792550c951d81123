"""The pages of the desk besides Django's lists and forms."""

# (address under /admin/, view, name); all of them are for staff only.
ADDRESSES = []

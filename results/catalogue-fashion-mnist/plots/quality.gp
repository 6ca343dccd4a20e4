# Made by odelia; run gnuplot on this file to draw it again.
set encoding utf8
set label 'Sample quality against network evaluations' at screen 0.02, screen 0.9556 left noenhanced font ',18' textcolor rgb '#222222'
set label 'Fashion-MNIST: quality of the deterministic catalogue' at screen 0.02, screen 0.9093 left noenhanced font ',14' textcolor rgb '#5b636d'
set label 'fd[fashion-mnist-classifier]   (lower is better);' at screen 0.02, screen 0.8687 left noenhanced font ',14' textcolor rgb '#5b636d'
set label '95 % intervals: ±4.6 %; grey: the other 83 methods' at screen 0.02, screen 0.8340 left noenhanced font ',14' textcolor rgb '#5b636d'
set tmargin at screen 0.7973
set border 3 linecolor rgb '#888888'
set tics nomirror out scale 0.6 font ',14' textcolor rgb '#333333'
set grid xtics ytics linecolor rgb '#e4e4e4' linewidth 1 dashtype 1
set key off
$c0 << EOD
7 216.518 216.518 216.518
19 177.79164 177.79164 177.79164
EOD
$c1 << EOD
4 230.69753 230.69753 230.69753
8 229.58532 229.58532 229.58532
20 230.94892 230.94892 230.94892
EOD
$c2 << EOD
8 232.52424 232.52424 232.52424
16 126.23551 126.23551 126.23551
EOD
$c3 << EOD
3 229.11847 229.11847 229.11847
6 237.64356 237.64356 237.64356
9 214.67418 214.67418 214.67418
18 167.78703 167.78703 167.78703
EOD
$c4 << EOD
4 289.26227 289.26227 289.26227
6 256.62219 256.62219 256.62219
8 228.20053 228.20053 228.20053
10 205.23644 205.23644 205.23644
20 126.39198 126.39198 126.39198
EOD
$c5 << EOD
5 190.17086 190.17086 190.17086
10 218.62173 218.62173 218.62173
20 180.21387 180.21387 180.21387
EOD
$c6 << EOD
4 253.71003 253.71003 253.71003
8 216.53596 216.53596 216.53596
20 102.85175 102.85175 102.85175
EOD
$c7 << EOD
3 291.79965 291.79965 291.79965
6 241.33664 241.33664 241.33664
9 187.27969 187.27969 187.27969
18 96.417563 96.417563 96.417563
EOD
$c8 << EOD
7 212.28299 212.28299 212.28299
19 75.098385 75.098385 75.098385
EOD
$c9 << EOD
4 230.45917 230.45917 230.45917
20 43.886955 43.886955 43.886955
EOD
$c10 << EOD
8 229.12353 229.12353 229.12353
16 39.552104 39.552104 39.552104
EOD
$c11 << EOD
4 223.12206 223.12206 223.12206
8 226.05388 226.05388 226.05388
20 49.598952 49.598952 49.598952
EOD
$c12 << EOD
3 281.89179 281.89179 281.89179
6 197.97204 197.97204 197.97204
9 192.02953 192.02953 192.02953
18 53.178781 53.178781 53.178781
EOD
$c13 << EOD
6 205.77138 205.77138 205.77138
18 38.860801 38.860801 38.860801
EOD
$c14 << EOD
4 216.43098 216.43098 216.43098
8 227.59178 227.59178 227.59178
20 40.546424 40.546424 40.546424
EOD
$c15 << EOD
6 198.98356 198.98356 198.98356
18 41.070205 41.070205 41.070205
EOD
$c16 << EOD
4 242.93771 242.93771 242.93771
8 205.61028 205.61028 205.61028
20 37.411603 37.411603 37.411603
EOD
$c17 << EOD
4 237.12946 237.12946 237.12946
8 185.8407 185.8407 185.8407
20 40.383314 40.383314 40.383314
EOD
$c18 << EOD
3 223.1453 223.1453 223.1453
6 215.92709 215.92709 215.92709
9 168.27473 168.27473 168.27473
18 36.242413 36.242413 36.242413
EOD
$c19 << EOD
6 161.50181 161.50181 161.50181
18 43.888199 43.888199 43.888199
EOD
$c20 << EOD
4 207.10204 207.10204 207.10204
6 225.1595 225.1595 225.1595
8 206.18606 206.18606 206.18606
10 142.13839 142.13839 142.13839
20 38.754419 38.754419 38.754419
EOD
$c21 << EOD
4 217.89915 217.89915 217.89915
6 213.14235 213.14235 213.14235
8 183.7786 183.7786 183.7786
10 167.24648 167.24648 167.24648
20 32.217385 32.217385 32.217385
EOD
$c22 << EOD
3 218.90969 218.90969 218.90969
6 205.22529 205.22529 205.22529
9 120.91793 120.91793 120.91793
18 37.804384 37.804384 37.804384
EOD
$c23 << EOD
5 200.76582 200.76582 200.76582
10 67.549917 67.549917 67.549917
20 35.579122 35.579122 35.579122
EOD
$c24 << EOD
4 185.02505 185.02505 185.02505
6 173.52584 173.52584 173.52584
8 134.33843 134.33843 134.33843
10 97.762832 97.762832 97.762832
20 40.757949 40.757949 40.757949
EOD
$c25 << EOD
6 67.8132 67.8132 67.8132
10 39.490258 39.490258 39.490258
20 73.136121 73.136121 73.136121
EOD
$c26 << EOD
4 201.4859 201.4859 201.4859
6 143.46569 143.46569 143.46569
8 103.07161 103.07161 103.07161
10 79.825716 79.825716 79.825716
20 47.057753 47.057753 47.057753
EOD
$c27 << EOD
4 218.42926 218.42926 218.42926
6 191.92498 191.92498 191.92498
8 110.81092 110.81092 110.81092
10 60.843488 60.843488 60.843488
20 34.429403 34.429403 34.429403
EOD
$c28 << EOD
4 133.46536 133.46536 133.46536
6 101.64468 101.64468 101.64468
8 91.758802 91.758802 91.758802
10 84.210649 84.210649 84.210649
20 72.710255 72.710255 72.710255
EOD
$c29 << EOD
4 195.69888 195.69888 195.69888
6 156.98795 156.98795 156.98795
8 104.72879 104.72879 104.72879
10 69.270041 69.270041 69.270041
20 33.710899 33.710899 33.710899
EOD
$c30 << EOD
4 202.64214 202.64214 202.64214
6 181.48965 181.48965 181.48965
8 108.46339 108.46339 108.46339
10 52.099856 52.099856 52.099856
20 34.154344 34.154344 34.154344
EOD
$c31 << EOD
4 202.64214 202.64214 202.64214
6 181.48965 181.48965 181.48965
8 108.46339 108.46339 108.46339
10 52.099856 52.099856 52.099856
20 34.154344 34.154344 34.154344
EOD
$c32 << EOD
4 224.81203 224.81203 224.81203
6 207.53407 207.53407 207.53407
8 117.92383 117.92383 117.92383
10 36.413151 36.413151 36.413151
20 33.357734 33.357734 33.357734
EOD
$c33 << EOD
4 205.53141 205.53141 205.53141
8 67.746846 67.746846 67.746846
20 33.940391 33.940391 33.940391
EOD
$c34 << EOD
4 220.94888 220.94888 220.94888
6 182.22016 182.22016 182.22016
8 95.330031 95.330031 95.330031
10 50.466913 50.466913 50.466913
20 32.922984 32.922984 32.922984
EOD
$c35 << EOD
3 219.7059 219.7059 219.7059
6 121.10163 121.10163 121.10163
9 52.662761 52.662761 52.662761
18 35.497962 35.497962 35.497962
EOD
$c36 << EOD
4 200.37775 200.37775 200.37775
8 65.536257 65.536257 65.536257
20 33.582325 33.582325 33.582325
EOD
$c37 << EOD
4 179.41452 179.41452 179.41452
6 199.59707 199.59707 199.59707
8 99.793797 99.793797 99.793797
10 47.770197 47.770197 47.770197
20 33.543236 33.543236 33.543236
EOD
$c38 << EOD
4 192.85243 192.85243 192.85243
8 66.530834 66.530834 66.530834
20 33.935837 33.935837 33.935837
EOD
$c39 << EOD
4 197.1135 197.1135 197.1135
8 64.484085 64.484085 64.484085
20 33.628265 33.628265 33.628265
EOD
$c40 << EOD
4 189.42816 189.42816 189.42816
6 207.96866 207.96866 207.96866
8 88.946116 88.946116 88.946116
10 39.990023 39.990023 39.990023
20 33.270841 33.270841 33.270841
EOD
$c41 << EOD
4 183.96715 183.96715 183.96715
6 208.13707 208.13707 208.13707
8 89.350421 89.350421 89.350421
10 40.02114 40.02114 40.02114
20 33.255326 33.255326 33.255326
EOD
$c42 << EOD
4 172.47474 172.47474 172.47474
6 208.59207 208.59207 208.59207
8 90.428473 90.428473 90.428473
10 40.05926 40.05926 40.05926
20 33.258984 33.258984 33.258984
EOD
$c43 << EOD
4 179.41452 179.41452 179.41452
6 207.38356 207.38356 207.38356
8 83.11815 83.11815 83.11815
10 39.318476 39.318476 39.318476
20 33.268841 33.268841 33.268841
EOD
$c44 << EOD
4 89.870737 89.870737 89.870737
7 120.91249 120.91249 120.91249
10 68.768251 68.768251 68.768251
19 37.679468 37.679468 37.679468
EOD
$c45 << EOD
3 214.15726 214.15726 214.15726
6 78.76303 78.76303 78.76303
9 44.58916 44.58916 44.58916
18 33.846371 33.846371 33.846371
EOD
$c46 << EOD
4 90.507005 90.507005 90.507005
6 93.42453 93.42453 93.42453
8 76.849804 76.849804 76.849804
10 58.387641 58.387641 58.387641
20 36.529875 36.529875 36.529875
EOD
$c47 << EOD
3 79.475642 79.475642 79.475642
6 87.277643 87.277643 87.277643
9 63.23674 63.23674 63.23674
18 36.132583 36.132583 36.132583
EOD
$c48 << EOD
4 166.6309 166.6309 166.6309
6 113.5314 113.5314 113.5314
8 48.455665 48.455665 48.455665
10 37.098371 37.098371 37.098371
20 33.228603 33.228603 33.228603
EOD
$c49 << EOD
4 196.4103 196.4103 196.4103
6 96.654391 96.654391 96.654391
8 46.997132 46.997132 46.997132
10 36.133153 36.133153 36.133153
20 33.376136 33.376136 33.376136
EOD
$c50 << EOD
4 190.55847 190.55847 190.55847
6 96.339107 96.339107 96.339107
8 46.955683 46.955683 46.955683
10 36.120566 36.120566 36.120566
20 33.375468 33.375468 33.375468
EOD
$c51 << EOD
4 133.82055 133.82055 133.82055
6 82.798087 82.798087 82.798087
8 57.370489 57.370489 57.370489
10 45.173868 45.173868 45.173868
20 34.3972 34.3972 34.3972
EOD
$c52 << EOD
4 166.18351 166.18351 166.18351
6 97.100434 97.100434 97.100434
8 46.882621 46.882621 46.882621
10 36.11676 36.11676 36.11676
20 33.375245 33.375245 33.375245
EOD
$c53 << EOD
4 196.92262 196.92262 196.92262
6 81.950349 81.950349 81.950349
8 44.744536 44.744536 44.744536
10 36.612326 36.612326 36.612326
20 33.456101 33.456101 33.456101
EOD
$c54 << EOD
4 133.46536 133.46536 133.46536
6 78.708207 78.708207 78.708207
8 55.986093 55.986093 55.986093
10 43.752836 43.752836 43.752836
20 33.494616 33.494616 33.494616
EOD
$c55 << EOD
4 189.87869 189.87869 189.87869
6 80.460508 80.460508 80.460508
8 44.572201 44.572201 44.572201
10 36.578369 36.578369 36.578369
20 33.465182 33.465182 33.465182
EOD
$c56 << EOD
3 205.57178 205.57178 205.57178
6 56.052891 56.052891 56.052891
9 36.010556 36.010556 36.010556
18 33.127823 33.127823 33.127823
EOD
$c57 << EOD
4 162.23825 162.23825 162.23825
6 74.701707 74.701707 74.701707
8 48.75422 48.75422 48.75422
10 37.910755 37.910755 37.910755
20 33.210529 33.210529 33.210529
EOD
$c58 << EOD
4 136.32588 136.32588 136.32588
6 67.790937 67.790937 67.790937
8 48.020578 48.020578 48.020578
10 37.868067 37.868067 37.868067
20 33.21053 33.21053 33.21053
EOD
$c59 << EOD
4 206.4585 206.4585 206.4585
6 78.8043 78.8043 78.8043
8 33.539302 33.539302 33.539302
10 31.401697 31.401697 31.401697
20 31.371279 31.371279 31.371279
EOD
$c60 << EOD
4 180.10912 180.10912 180.10912
6 73.966816 73.966816 73.966816
8 37.092537 37.092537 37.092537
10 33.207133 33.207133 33.207133
20 32.158421 32.158421 32.158421
EOD
$c61 << EOD
4 176.12811 176.12811 176.12811
6 59.826118 59.826118 59.826118
8 39.861253 39.861253 39.861253
10 35.379001 35.379001 35.379001
20 33.467714 33.467714 33.467714
EOD
$c62 << EOD
4 94.180494 94.180494 94.180494
6 62.849005 62.849005 62.849005
8 51.529719 51.529719 51.529719
10 44.60833 44.60833 44.60833
20 36.087422 36.087422 36.087422
EOD
$c63 << EOD
4 146.86849 146.86849 146.86849
6 60.447838 60.447838 60.447838
8 42.429603 42.429603 42.429603
10 36.423123 36.423123 36.423123
20 33.305818 33.305818 33.305818
EOD
$c64 << EOD
4 118.96733 118.96733 118.96733
6 61.437174 61.437174 61.437174
8 46.582903 46.582903 46.582903
10 39.823608 39.823608 39.823608
20 33.504069 33.504069 33.504069
EOD
$c65 << EOD
4 145.64834 145.64834 145.64834
6 57.75066 57.75066 57.75066
8 39.58906 39.58906 39.58906
10 35.264065 35.264065 35.264065
20 33.285163 33.285163 33.285163
EOD
$c66 << EOD
4 98.492697 98.492697 98.492697
6 66.315735 66.315735 66.315735
8 37.937157 37.937157 37.937157
10 33.697206 33.697206 33.697206
20 32.926603 32.926603 32.926603
EOD
$c67 << EOD
4 103.15867 103.15867 103.15867
6 50.486976 50.486976 50.486976
8 40.476916 40.476916 40.476916
10 36.891616 36.891616 36.891616
20 33.275355 33.275355 33.275355
EOD
$c68 << EOD
4 131.74137 131.74137 131.74137
6 49.532526 49.532526 49.532526
8 35.976381 35.976381 35.976381
10 33.53814 33.53814 33.53814
20 32.250476 32.250476 32.250476
EOD
$c69 << EOD
4 102.39403 102.39403 102.39403
6 48.728144 48.728144 48.728144
8 39.209583 39.209583 39.209583
10 36.344513 36.344513 36.344513
20 33.323176 33.323176 33.323176
EOD
$c70 << EOD
4 106.28217 106.28217 106.28217
6 45.090947 45.090947 45.090947
8 37.378522 37.378522 37.378522
10 35.427575 35.427575 35.427575
20 33.631474 33.631474 33.631474
EOD
$c71 << EOD
4 82.069663 82.069663 82.069663
6 50.492576 50.492576 50.492576
8 41.63475 41.63475 41.63475
10 37.09815 37.09815 37.09815
20 33.098039 33.098039 33.098039
EOD
$c72 << EOD
4 82.069663 82.069663 82.069663
6 50.492576 50.492576 50.492576
8 41.63475 41.63475 41.63475
10 37.09815 37.09815 37.09815
20 33.098039 33.098039 33.098039
EOD
$c73 << EOD
4 82.069663 82.069663 82.069663
6 50.492576 50.492576 50.492576
8 41.63475 41.63475 41.63475
10 37.09815 37.09815 37.09815
20 33.098039 33.098039 33.098039
EOD
$c74 << EOD
4 100.56079 100.56079 100.56079
6 44.256417 44.256417 44.256417
8 37.422456 37.422456 37.422456
10 35.079999 35.079999 35.079999
20 33.54517 33.54517 33.54517
EOD
$c75 << EOD
4 80.692707 80.692707 80.692707
6 48.314725 48.314725 48.314725
8 39.551968 39.551968 39.551968
10 35.878857 35.878857 35.878857
20 32.676386 32.676386 32.676386
EOD
$c76 << EOD
4 80.692707 80.692707 80.692707
6 48.314725 48.314725 48.314725
8 39.551968 39.551968 39.551968
10 35.878857 35.878857 35.878857
20 32.676386 32.676386 32.676386
EOD
$c77 << EOD
4 80.692707 80.692707 80.692707
6 48.314725 48.314725 48.314725
8 39.551968 39.551968 39.551968
10 35.878857 35.878857 35.878857
20 32.676386 32.676386 32.676386
EOD
$c78 << EOD
4 80.581925 80.581925 80.581925
6 47.86651 47.86651 47.86651
8 39.083516 39.083516 39.083516
10 35.627617 35.627617 35.627617
20 32.614964 32.614964 32.614964
EOD
$c79 << EOD
4 80.581925 80.581925 80.581925
6 47.86651 47.86651 47.86651
8 39.083516 39.083516 39.083516
10 35.627617 35.627617 35.627617
20 32.614964 32.614964 32.614964
EOD
$c80 << EOD
4 80.581925 80.581925 80.581925
6 47.86651 47.86651 47.86651
8 39.083516 39.083516 39.083516
10 35.627617 35.627617 35.627617
20 32.614964 32.614964 32.614964
EOD
$c81 << EOD
4 93.535444 93.535444 93.535444
6 42.086139 42.086139 42.086139
8 36.379655 36.379655 36.379655
10 34.654917 34.654917 34.654917
20 33.418224 33.418224 33.418224
EOD
$c82 << EOD
4 95.758145 95.758145 95.758145
6 42.466159 42.466159 42.466159
8 35.703663 35.703663 35.703663
10 34.349207 34.349207 34.349207
20 33.200225 33.200225 33.200225
EOD
$c83 << EOD
4 108.93849 108.93849 108.93849
6 44.413673 44.413673 44.413673
8 32.776256 32.776256 32.776256
10 31.738209 31.738209 31.738209
20 31.223248 31.223248 31.223248
EOD
$c84 << EOD
4 75.611245 75.611245 75.611245
6 39.844641 39.844641 39.844641
8 36.289682 36.289682 36.289682
10 34.388779 34.388779 34.388779
20 32.444995 32.444995 32.444995
EOD
$c85 << EOD
4 67.120903 67.120903 67.120903
6 41.461527 41.461527 41.461527
8 36.952956 36.952956 36.952956
10 34.817407 34.817407 34.817407
20 32.588053 32.588053 32.588053
EOD
$c86 << EOD
4 72.16253 72.16253 72.16253
6 39.79025 39.79025 39.79025
8 35.195794 35.195794 35.195794
10 33.486893 33.486893 33.486893
20 32.636197 32.636197 32.636197
EOD
$c87 << EOD
4 68.540964 68.540964 68.540964
6 40.827066 40.827066 40.827066
8 35.522972 35.522972 35.522972
10 33.421751 33.421751 33.421751
20 33.112268 33.112268 33.112268
EOD
$c88 << EOD
4 72.110907 72.110907 72.110907
6 39.701059 39.701059 39.701059
8 35.14995 35.14995 35.14995
10 33.474644 33.474644 33.474644
20 32.224526 32.224526 32.224526
EOD
$c89 << EOD
4 67.196017 67.196017 67.196017
6 40.306269 40.306269 40.306269
8 35.710021 35.710021 35.710021
10 34.169887 34.169887 34.169887
20 32.762375 32.762375 32.762375
EOD
$c90 << EOD
4 65.485401 65.485401 65.485401
6 40.011635 40.011635 40.011635
8 34.846577 34.846577 34.846577
10 33.053075 33.053075 33.053075
20 33.272591 33.272591 33.272591
EOD
$c91 << EOD
4 64.974659 64.974659 64.974659
6 40.011981 40.011981 40.011981
8 34.892995 34.892995 34.892995
10 33.055739 33.055739 33.055739
20 33.270345 33.270345 33.270345
EOD
$c92 << EOD
4 47.792739 47.792739 47.792739
6 36.429846 36.429846 36.429846
8 34.149108 34.149108 34.149108
10 33.413447 33.413447 33.413447
20 33.35891 33.35891 33.35891
EOD
set lmargin at screen 0.100
set rmargin at screen 0.559
set bmargin at screen 0.1436
set xlabel 'network evaluations per sample (NFE)' noenhanced offset 0,-0.2 font ',14' textcolor rgb '#5b636d'
set logscale y
set ytics ('30' 30, '50' 50, '70' 70, '100' 100, '150' 150, '200' 200, '300' 300)
set logscale x
set xtics ('5' 5, '7' 7, '10' 10, '15' 15, '20' 20)
set xrange [3.4782609:23]
set yrange [21.399674:301.2338]
set arrow from graph 1.02, graph 0.0560 to graph 1.085, graph 0.0560 nohead linecolor rgb '#AA4499' linewidth 2 dashtype 1
set label 'gradient_estimation' at graph 1.1, graph 0.0560 left noenhanced font ',14' textcolor rgb '#AA4499'
set label '' at graph 1.0525, graph 0.0560 point pt 13 ps 0.8 lc rgb '#AA4499'
set arrow from graph 1.02, graph 0.0000 to graph 1.085, graph 0.0000 nohead linecolor rgb '#332288' linewidth 2 dashtype 1
set label 'v_ab2' at graph 1.1, graph 0.0000 left noenhanced font ',14' textcolor rgb '#332288'
set label '' at graph 1.0525, graph 0.0000 point pt 11 ps 0.8 lc rgb '#332288'
set arrow from graph 1.02, graph 0.1680 to graph 1.085, graph 0.1680 nohead linecolor rgb '#999933' linewidth 2 dashtype 1
set label 'deis_tab1' at graph 1.1, graph 0.1680 left noenhanced font ',14' textcolor rgb '#999933'
set label '' at graph 1.0525, graph 0.1680 point pt 11 ps 0.8 lc rgb '#999933'
set arrow from graph 1.02, graph 0.2240 to graph 1.085, graph 0.2240 nohead linecolor rgb '#000000' linewidth 2 dashtype 1
set label 'ipndm_v4_legacy' at graph 1.1, graph 0.2240 left noenhanced font ',14' textcolor rgb '#000000'
set label '' at graph 1.0525, graph 0.2240 point pt 5 ps 0.8 lc rgb '#000000'
set arrow from graph 1.02, graph 0.3360 to graph 1.085, graph 0.3360 nohead linecolor rgb '#0072B2' linewidth 2 dashtype 1
set label 'dpmpp_2m' at graph 1.1, graph 0.3360 left noenhanced font ',14' textcolor rgb '#0072B2'
set label '' at graph 1.0525, graph 0.3360 point pt 7 ps 0.8 lc rgb '#0072B2'
set arrow from graph 1.02, graph 0.1120 to graph 1.085, graph 0.1120 nohead linecolor rgb '#CC79A7' linewidth 2 dashtype 1
set label 'ipndm_v3_legacy' at graph 1.1, graph 0.1120 left noenhanced font ',14' textcolor rgb '#CC79A7'
set label '' at graph 1.0525, graph 0.1120 point pt 13 ps 0.8 lc rgb '#CC79A7'
set arrow from graph 1.02, graph 0.2800 to graph 1.085, graph 0.2800 nohead linecolor rgb '#009E73' linewidth 2 dashtype 1
set label 'exp_ab2_noise' at graph 1.1, graph 0.2800 left noenhanced font ',14' textcolor rgb '#009E73'
set label '' at graph 1.0525, graph 0.2800 point pt 11 ps 0.8 lc rgb '#009E73'
set arrow from graph 1.02, graph 0.4480 to graph 1.085, graph 0.4480 nohead linecolor rgb '#882255' linewidth 2 dashtype 1
set label 'unipc2_bh2' at graph 1.1, graph 0.4480 left noenhanced font ',14' textcolor rgb '#882255'
set label '' at graph 1.0525, graph 0.4480 point pt 5 ps 0.8 lc rgb '#882255'
set arrow from graph 1.02, graph 0.3920 to graph 1.085, graph 0.3920 nohead linecolor rgb '#D55E00' linewidth 2 dashtype 1
set label 'unic(dpmpp_2m)' at graph 1.1, graph 0.3920 left noenhanced font ',14' textcolor rgb '#D55E00'
set label '' at graph 1.0525, graph 0.3920 point pt 9 ps 0.8 lc rgb '#D55E00'
set arrow from graph 1.02, graph 0.5040 to graph 1.085, graph 0.5040 nohead linecolor rgb '#E69F00' linewidth 2 dashtype 1
set label 'analytic_start(dpmpp_2m)' at graph 1.1, graph 0.5040 left noenhanced font ',14' textcolor rgb '#E69F00'
set label '' at graph 1.0525, graph 0.5040 point pt 13 ps 0.8 lc rgb '#E69F00'
set terminal svg noenhanced size 640,518 font 'Helvetica,Arial,sans-serif,14' background '#ffffff'
set output 'quality.svg'
plot $c0 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c1 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c2 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c3 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c4 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c5 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c6 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c7 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c8 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c9 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c10 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c11 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c12 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c13 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c14 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c15 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c16 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c17 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c18 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c19 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c20 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c21 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c22 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c23 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c24 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c25 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c26 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c27 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c28 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c29 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c30 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c31 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c32 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c33 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c34 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c35 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c36 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c37 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c38 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c39 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c40 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c41 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c42 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c43 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c44 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c45 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c46 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c47 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c48 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c49 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c50 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c51 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c52 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c53 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c54 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c55 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c56 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c57 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c58 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c60 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c61 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c62 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c63 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c64 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c65 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c66 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c67 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c68 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c69 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c70 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c71 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c72 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c73 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c74 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c75 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c76 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c77 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c78 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c79 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c80 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c81 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c82 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c84 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c59 using 1:2 with linespoints linecolor rgb '#AA4499' linewidth 2 dashtype 1 pointtype 13 pointsize 0.8, \
     $c83 using 1:2 with linespoints linecolor rgb '#332288' linewidth 2 dashtype 1 pointtype 11 pointsize 0.8, \
     $c85 using 1:2 with linespoints linecolor rgb '#999933' linewidth 2 dashtype 1 pointtype 11 pointsize 0.8, \
     $c86 using 1:2 with linespoints linecolor rgb '#000000' linewidth 2 dashtype 1 pointtype 5 pointsize 0.8, \
     $c87 using 1:2 with linespoints linecolor rgb '#0072B2' linewidth 2 dashtype 1 pointtype 7 pointsize 0.8, \
     $c88 using 1:2 with linespoints linecolor rgb '#CC79A7' linewidth 2 dashtype 1 pointtype 13 pointsize 0.8, \
     $c89 using 1:2 with linespoints linecolor rgb '#009E73' linewidth 2 dashtype 1 pointtype 11 pointsize 0.8, \
     $c90 using 1:2 with linespoints linecolor rgb '#882255' linewidth 2 dashtype 1 pointtype 5 pointsize 0.8, \
     $c91 using 1:2 with linespoints linecolor rgb '#D55E00' linewidth 2 dashtype 1 pointtype 9 pointsize 0.8, \
     $c92 using 1:2 with linespoints linecolor rgb '#E69F00' linewidth 2 dashtype 1 pointtype 13 pointsize 0.8
set terminal pngcairo noenhanced size 1280,1036 font 'sans,14' fontscale 1.65 linewidth 2 pointscale 1.9 background '#ffffff'
set output 'quality.png'
plot $c0 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c1 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c2 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c3 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c4 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c5 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c6 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c7 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c8 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c9 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c10 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c11 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c12 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c13 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c14 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c15 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c16 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c17 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c18 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c19 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c20 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c21 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c22 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c23 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c24 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c25 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c26 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c27 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c28 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c29 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c30 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c31 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c32 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c33 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c34 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c35 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c36 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c37 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c38 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c39 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c40 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c41 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c42 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c43 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c44 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c45 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c46 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c47 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c48 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c49 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c50 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c51 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c52 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c53 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c54 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c55 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c56 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c57 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c58 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c60 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c61 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c62 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c63 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c64 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c65 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c66 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c67 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c68 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c69 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c70 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c71 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c72 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c73 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c74 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c75 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c76 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c77 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c78 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c79 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c80 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c81 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c82 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c84 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c59 using 1:2 with linespoints linecolor rgb '#AA4499' linewidth 2 dashtype 1 pointtype 13 pointsize 0.8, \
     $c83 using 1:2 with linespoints linecolor rgb '#332288' linewidth 2 dashtype 1 pointtype 11 pointsize 0.8, \
     $c85 using 1:2 with linespoints linecolor rgb '#999933' linewidth 2 dashtype 1 pointtype 11 pointsize 0.8, \
     $c86 using 1:2 with linespoints linecolor rgb '#000000' linewidth 2 dashtype 1 pointtype 5 pointsize 0.8, \
     $c87 using 1:2 with linespoints linecolor rgb '#0072B2' linewidth 2 dashtype 1 pointtype 7 pointsize 0.8, \
     $c88 using 1:2 with linespoints linecolor rgb '#CC79A7' linewidth 2 dashtype 1 pointtype 13 pointsize 0.8, \
     $c89 using 1:2 with linespoints linecolor rgb '#009E73' linewidth 2 dashtype 1 pointtype 11 pointsize 0.8, \
     $c90 using 1:2 with linespoints linecolor rgb '#882255' linewidth 2 dashtype 1 pointtype 5 pointsize 0.8, \
     $c91 using 1:2 with linespoints linecolor rgb '#D55E00' linewidth 2 dashtype 1 pointtype 9 pointsize 0.8, \
     $c92 using 1:2 with linespoints linecolor rgb '#E69F00' linewidth 2 dashtype 1 pointtype 13 pointsize 0.8
unset output
